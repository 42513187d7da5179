import type { Partner } from '../../../src/contract/partners.ts'

/** A reseller with nothing but a name, a country and a day. */
export const partner: Partner = {
  id: 7,
  name: 'Kawara Systems',
  legalName: '',
  kind: 'reseller',
  externalId: '',
  code: '',
  email: '',
  domain: '',
  country: 'Japan',
  group: '',
  manager: '',
  region: '',
  taxId: '',
  address: '',
  notes: '',
  territory: [],
  startedOn: '2024-01-01',
  status: 'active',
  statuses: [],
  payee: null,
  isArchived: false,
}
