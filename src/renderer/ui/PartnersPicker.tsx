import { useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { MultiCombobox } from './MultiCombobox.tsx'
import type { PickedPartner } from './PartnerPicker.tsx'
import { uiTexts } from './texts.ts'

/** Several partners in use, each found by typing name or code. */
export function PartnersPicker({
  id,
  label,
  values,
  onValues,
}: {
  id: string
  label: string
  values: readonly PickedPartner[]
  onValues: (partners: PickedPartner[]) => void
}) {
  const [search, setSearch] = useState('')
  const found = useEngineQuery('partners.find', { search }, { keepLast: true }).data?.partners ?? []
  const toPartner = (value: string): PickedPartner | undefined =>
    [...values, ...found].find((partner) => String(partner.id) === value)
  return (
    <MultiCombobox
      id={id}
      label={label}
      placeholder={uiTexts.choosePartners}
      options={found.map(({ id: own, name, code }) => ({ value: String(own), label: name, hint: code || undefined }))}
      chosenOptions={values.map((partner) => ({ value: String(partner.id), label: partner.name }))}
      values={values.map((partner) => String(partner.id))}
      onSearch={setSearch}
      onValues={(ids) =>
        onValues(ids.flatMap((id) => toPartner(id) ?? []).map((partner) => ({ id: partner.id, name: partner.name })))
      }
    />
  )
}
