import { useRoute } from '../client/navigation.ts'
import { Directory } from './Directory.tsx'
import { PartnerPage } from './PartnerPage.tsx'

/** `#/partners` is the directory, `#/partners/12/deals` one partner. */
export function PartnersPage() {
  const { parts } = useRoute()
  const id = Number(parts[0])
  if (Number.isSafeInteger(id) && id > 0) return <PartnerPage key={id} id={id} tab={parts[1] ?? 'overview'} />
  return <Directory />
}
