import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { interventionKindSchema, type Intervention } from '../../contract/interventions.ts'
import { measureKeySchema } from '../../contract/measures.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { InterventionDialog, type Suggested } from './InterventionDialog.tsx'
import { InterventionTable } from './InterventionTable.tsx'
import { interventionTexts as texts } from './texts.ts'

/** Everything that is done about partners, what is overdue first. */
export function InterventionsPage() {
  const { params, filters } = useRoute()
  const programme = useProgramme()
  const [edited, setEdited] = useState<Intervention | 'new' | null>(null)
  const crumbs = useMemo(() => [{ label: texts.home, href: linkTo({ page: 'home' }) }], [])
  // A suggestion of another page opens the form filled in.
  const form = edited ?? (params.new === 'intervention' ? 'new' : null)
  const openId = Number(params.open)
  const close = (): void => {
    setEdited(null)
    if (params.new !== undefined) navigate({ page: 'interventions' }, { replace: true })
  }
  return (
    <Page
      title={texts.page}
      crumbs={crumbs}
      actions={
        <Button changes isSmall icon={Plus} onClick={() => setEdited('new')}>
          {texts.open}
        </Button>
      }
    >
      <InterventionTable
        linkedFilters={filters}
        openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
        onEdit={setEdited}
      />
      {form !== null && programme && (
        <InterventionDialog
          intervention={form === 'new' ? null : form}
          suggested={form === 'new' ? suggestedBy(params) : {}}
          programme={programme}
          onClose={close}
          onSaved={(id) => {
            setEdited(null)
            navigate({ page: 'interventions', params: { open: String(id) } }, { replace: true })
          }}
        />
      )}
    </Page>
  )
}

/** What a link proposes; whatever does not fit is left out. */
function suggestedBy(params: Readonly<Record<string, string>>): Suggested {
  const id = Number(params.partner)
  const kind = interventionKindSchema.safeParse(params.kind)
  const measure = measureKeySchema.safeParse(params.measure)
  return {
    ...(Number.isSafeInteger(id) && id > 0 ? { partner: { id, name: params.name ?? '' } } : {}),
    ...(kind.success ? { kind: kind.data } : {}),
    ...(measure.success ? { measure: measure.data } : {}),
  }
}
