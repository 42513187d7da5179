import type { Origin } from '../../contract/revenue.ts'
import { formatCount, MomentText } from './figures.tsx'
import { Block } from './Inspector.tsx'
import { RawLine } from './RawLine.tsx'
import { uiTexts } from './texts.ts'

/** Where an imported row came from: file and line (a link), its raw text, when and by whom it was imported. */
export function OriginBlock({ origin, hrefOf }: { origin: Origin | null; hrefOf: (origin: Origin) => string }) {
  const texts = uiTexts.origin
  if (!origin)
    return (
      <Block title={texts.title}>
        <p className="ink2">{texts.none}</p>
      </Block>
    )
  return (
    <Block
      title={texts.title}
      aside={
        <a className="cut" title={origin.fileName} href={hrefOf(origin)}>
          {texts.fileLine(origin.fileName, formatCount(origin.line))}
        </a>
      }
    >
      {origin.raw !== '' && <RawLine line={origin.line} text={origin.raw} />}
      <p className="ink2 small">
        {texts.imported} <MomentText at={origin.importedAt} /> {texts.importedBy(origin.importedBy)}
      </p>
    </Block>
  )
}
