import { splitCountries, territorySchema } from '../../contract/territory.ts'
import { useEngineQuery } from '../client/hooks.ts'
import type { FieldControl } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { MultiCombobox } from '../ui/MultiCombobox.tsx'
import { partnerTexts as texts } from './texts.ts'

/** Countries that events have, the most frequent first; others may be typed, several between commas or semicolons. */
export function TerritoryPicker({
  control,
  countries,
  onCountries,
  placeholder,
}: {
  control: FieldControl
  countries: readonly string[]
  onCountries: (countries: string[]) => void
  placeholder: string
}) {
  const all = useEngineQuery('plans.conditionValues', {}).data?.countries ?? []
  const found = all.filter(({ value }) => territorySchema.safeParse([value]).success)
  const known = new Set([...found.map(({ value }) => value), ...countries])
  return (
    <MultiCombobox
      id={control.id}
      label={texts.form.territory}
      describedBy={control['aria-describedby']}
      options={found.map(({ value, count }) => ({
        value,
        label: value,
        hint: texts.territory.events(count, formatCount(count)),
      }))}
      values={countries}
      onValues={(values) =>
        onCountries([...new Set(values.flatMap((value) => (known.has(value) ? [value] : splitCountries(value))))])
      }
      placeholder={placeholder}
      offerNew={texts.territory.takeTyped}
      none={texts.territory.none}
    />
  )
}
