/** Keeps a file where the browser keeps what is downloaded. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun with the click; the browser needs the address for a moment longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether this phone hands pictures on to other apps. */
export function canShare(file: File): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
}
