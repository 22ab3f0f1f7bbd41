export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="var(--accent)" />
        <path d="M8 8l8 17 8-17" fill="none" stroke="var(--on-accent)" strokeWidth="4.5" strokeLinejoin="round" strokeLinecap="round" />
      </svg>
      Vitrine
    </span>
  );
}
