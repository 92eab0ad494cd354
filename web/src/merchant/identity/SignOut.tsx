import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSignedIn } from '../../shared/useMe';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';

export function SignOut() {
  const { t } = useWords();
  const signedIn = useSignedIn();
  const leave = useMutation({ mutationFn: () => api.delete('/sessions/current'), onSuccess: () => signedIn(null) });
  return (
    <Button loading={leave.isPending} onClick={() => leave.mutate()}>
      {t('shop.signOut')}
    </Button>
  );
}
