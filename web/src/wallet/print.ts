import { useSyncExternalStore } from 'react';

const KEPT = 'tongbao.print';
const changed = new Set<() => void>();

/** Large print (长辈版) is kept on the device: it is about the eyes that read here, not about the account. */
export function startPrint(): void {
  try {
    show(localStorage.getItem(KEPT) === 'large');
  } catch {
    // storage is off: print is as usual
  }
}

export function isLargePrint(): boolean {
  return document.documentElement.dataset.print === 'large';
}

export function useLargePrint(): [boolean, (large: boolean) => void] {
  const large = useSyncExternalStore(subscribe, isLargePrint);
  return [large, choose];
}

function choose(large: boolean): void {
  try {
    localStorage.setItem(KEPT, large ? 'large' : 'usual');
  } catch {
    // not kept then
  }
  show(large);
  changed.forEach((tell) => tell());
}

function show(large: boolean): void {
  if (large) document.documentElement.dataset.print = 'large';
  else delete document.documentElement.dataset.print;
}

function subscribe(tell: () => void): () => void {
  changed.add(tell);
  return () => changed.delete(tell);
}
