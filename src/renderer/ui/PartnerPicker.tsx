import { useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { Combobox } from './Combobox.tsx'
import type { FieldControl } from './Field.tsx'
import { uiTexts } from './texts.ts'

/** A partner as pickers know it. */
export interface PickedPartner {
  id: number
  name: string
}

/** One partner in use, found by typing name or code. */
export function PartnerPicker({
  value,
  onValue,
  isClearable,
  placeholder = uiTexts.choosePartner,
  label,
  ...control
}: Partial<FieldControl> & {
  value: PickedPartner | null
  onValue: (partner: PickedPartner | null) => void
  isClearable?: boolean | undefined
  /** Names the control where no Field does. */
  label?: string | undefined
  /** Says what no partner means. */
  placeholder?: string | undefined
}) {
  const [search, setSearch] = useState('')
  const found = useEngineQuery('partners.find', { search }, { keepLast: true }).data?.partners ?? []
  const known = value && !found.some(({ id }) => id === value.id) ? [{ ...value, code: '' }, ...found] : found
  return (
    <Combobox
      {...control}
      label={label}
      placeholder={placeholder}
      isClearable={isClearable}
      options={known.map(({ id, name, code }) => ({ value: id, label: name, hint: code || undefined }))}
      value={value?.id ?? null}
      // Choosing writes the name into the field, which is nothing to search for.
      onSearch={(text) => setSearch(known.some(({ name }) => name === text) ? '' : text)}
      onValue={(id) => {
        const chosen = known.find((partner) => partner.id === id)
        onValue(chosen ? { id: chosen.id, name: chosen.name } : null)
      }}
    />
  )
}
