/** Whether the person has asked the device for less motion. Libraries that move things by script are told; style sheets know by themselves. */
export function wantsStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
