import { asProblem } from './problem';

/** For refetchInterval: looks again every so often, but what was refused (not found, say) is not asked for over and over. */
export const every = (ms: number) => (query: { state: { error: unknown } }) => (query.state.error && !asProblem(query.state.error).inDoubt ? false : ms);
