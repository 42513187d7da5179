import { linkTo } from '../client/navigation.ts'

export const partnerLink = (partnerId: number): string => linkTo({ page: 'partners', parts: [partnerId] })
