import { useState } from 'react'
import type { Intervention } from '../../contract/interventions.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { InterventionDialog } from './InterventionDialog.tsx'
import { InterventionTable } from './InterventionTable.tsx'

/** The tab of a partner: what is and was done about its figures. */
export function PartnerInterventions({ partnerId }: { partnerId: number }) {
  const [edited, setEdited] = useState<Intervention | 'new' | null>(null)
  const partner = useEngineQuery('partners.get', { id: partnerId }).data
  const programme = useProgramme()
  return (
    <>
      <InterventionTable partnerId={partnerId} onEdit={setEdited} />
      {edited !== null && programme && partner && (
        <InterventionDialog
          intervention={edited === 'new' ? null : edited}
          suggested={{ partner }}
          programme={programme}
          onClose={() => setEdited(null)}
          onSaved={() => setEdited(null)}
        />
      )}
    </>
  )
}
