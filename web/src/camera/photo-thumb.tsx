import { useEffect, useState } from 'react';

/** A photo that has not left the browser, or is about to. */
export function PhotoThumb({ photo, title }: { readonly photo: Blob; readonly title: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return address === null ? null : <img className="photo-thumb" src={address} alt={title} />;
}
