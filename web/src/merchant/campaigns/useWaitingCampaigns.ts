import { useQuery } from '@tanstack/react-query';
import type { JointCampaign, Page } from '../../api/types';
import { every } from '../../shared/poll';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';

const LOOK_MS = 60_000;

/** How many joint campaigns wait for the shop's answer, among the newest; of whoever is not the owner none. */
export function useWaitingCampaigns(): number {
  const { me } = useMerchant();
  const campaigns = useQuery({
    queryKey: ['/joint-campaigns', 'waiting'],
    queryFn: ({ signal }) => api.get<Page<JointCampaign>>('/joint-campaigns', { query: { limit: 50 }, signal }),
    enabled: me.roles.includes('MERCHANT_OWNER'),
    refetchInterval: every(LOOK_MS),
  });
  return (campaigns.data?.items ?? []).filter((campaign) => campaign.open && campaign.answer === 'waiting').length;
}
