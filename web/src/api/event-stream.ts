const REOPEN_MS = 3000;

export interface StreamListener {
  opened(): void;
  /** The connection is gone; it is being tried again. */
  lost(): void;
  /** Data of each kind of event that is listened to. */
  readonly on: Readonly<Record<string, (data: string) => void>>;
}

/** Closes the stream for good. */
export type CloseStream = () => void;

/**
 * Server-sent events, kept open while the page is visible. A browser opens six connections to one origin over
 * HTTP/1.1, so pages in hidden tabs give theirs back.
 */
export function openEventStream(path: string, listener: StreamListener): CloseStream {
  let source: EventSource | null = null;
  let reopening: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(reopening);
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    const opened = new EventSource(path);
    source = opened;
    opened.addEventListener('open', () => listener.opened());
    for (const [event, take] of Object.entries(listener.on)) {
      opened.addEventListener(event, (message) => take((message as MessageEvent<string>).data));
    }
    opened.addEventListener('error', () => {
      listener.lost();
      // After an HTTP error a browser does not try again by itself.
      if (opened.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    });
  };
  const follow = () => (document.visibilityState === 'hidden' ? close() : open());
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}
