/** The mark: a round coin with a square hole. It is also the loading sign, and in outline the empty state. */
export function CoinMark({ size = 24, title, className }: { size?: number; title?: string; className?: string }) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 100 100"
      fill="currentColor"
      fillRule="evenodd"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <path d="M50 2a48 48 0 1 1 0 96a48 48 0 0 1 0-96zm0 9a39 39 0 1 0 0 78a39 39 0 0 0 0-78z" />
      <path d="M50 14a36 36 0 1 1 0 72a36 36 0 0 1 0-72zM34 34v32h32V34z" />
    </svg>
  );
}

export function CoinOutline({ size = 72 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 100 100" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden>
      <circle cx="50" cy="50" r="46" />
      <circle cx="50" cy="50" r="38" strokeDasharray="3 5" />
      <rect x="35" y="35" width="30" height="30" rx="2" />
    </svg>
  );
}
