import type { ReactNode } from 'react'
import type { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import type { Period } from '../../contract/periods.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { templateTexts as texts } from './templateTexts.ts'

/** How many partners would lie in which band, over the period of the top bar. */
export function TemplatePreview({
  tried,
  error,
  period,
  foot,
}: {
  tried: Output<'scorecards.try'> | undefined
  error: AppError | null
  period: Period | undefined
  foot: ReactNode
}) {
  return (
    <Inspector title={texts.preview} lead={texts.previewSub(period?.label ?? '')} isFixed foot={foot}>
      {error && <ErrorNote error={error} />}
      {!error && !tried && (
        <Block>
          <p className="ink2">{texts.notYet}</p>
        </Block>
      )}
      {tried && (
        <Block>
          <Lines
            lines={[
              ...tried.bands.map(({ name, count }) => ({ label: name, value: formatCount(count) })),
              ...(tried.unscored > 0 ? [{ label: texts.unscored, value: formatCount(tried.unscored) }] : []),
            ]}
          />
        </Block>
      )}
    </Inspector>
  )
}
