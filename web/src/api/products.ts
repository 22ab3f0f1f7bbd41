import type { Answer } from './answer.js';
import { sendForJson } from './request.js';

export interface ProductInfo {
  readonly sku: string;
  readonly title: string;
  readonly categoryPath: readonly string[];
  readonly brand?: string | null;
}

export function getProduct(sku: string): Promise<Answer<ProductInfo>> {
  return sendForJson(`/v1/products/${encodeURIComponent(sku)}`);
}
