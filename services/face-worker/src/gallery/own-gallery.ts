import { Injectable } from '@nestjs/common';
import { Chain } from '@vitrine/runtime';
import type { GalleryPlace } from '@vitrine/state';
import { FaceChain } from '@vitrine/vision';

/** The gallery that this worker recognises people by: its chain's, of its embedder. */
@Injectable()
export class OwnGallery {
  constructor(private readonly chain: Chain, private readonly faces: FaceChain) {}

  get place(): GalleryPlace {
    return { chainId: this.chain.id, embedderId: this.faces.embedderId };
  }
}
