/** Where to go on after signing in: a path of this app and nothing else. */
export function innerPath(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/';
}
