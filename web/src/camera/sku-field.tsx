import { useState, type FormEvent } from 'react';

/** A product by its number. */
export function SkuField({ onSku }: { readonly onSku: (sku: string) => void }) {
  const [sku, setSku] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sku.trim() === '') return;
    onSku(sku.trim());
    setSku('');
  };
  return (
    <form className="sku-field" onSubmit={submit}>
      <label>
        <span className="visually-hidden">Product number</span>
        <input className="input" value={sku} placeholder="Product number (SKU)" onChange={(change) => setSku(change.target.value)} />
      </label>
      <button type="submit" className="button">Add</button>
    </form>
  );
}
