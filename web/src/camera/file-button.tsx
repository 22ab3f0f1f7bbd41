import { useId } from 'react';

interface FileButtonProps {
  readonly label: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Choice of photos from the device. */
export function FileButton({ label, multiple = false, onFiles }: FileButtonProps) {
  const id = useId();
  return (
    <span className="file-button">
      <input
        id={id} className="visually-hidden" type="file" accept="image/jpeg,image/png,image/webp" multiple={multiple}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <label htmlFor={id} className="button">{label}</label>
    </span>
  );
}
