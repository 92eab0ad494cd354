import { useRouteError } from 'react-router';
import { ErrorState } from '../shared/states';

export function ScreenError() {
  return <ErrorState error={useRouteError()} onRetry={() => location.reload()} />;
}
