import { useState } from 'react'
import { isCancelled } from '../client/session.ts'
import { useProgramme } from '../client/programme.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { errorText } from '../client/errorTexts.ts'
import { say } from '../client/toasts.ts'
import { packFormats, savePacks, type PackFormat } from './savePacks.ts'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.pack
const words: Readonly<Record<PackFormat, readonly [name: string, hint: string]>> = {
  pdf: [texts.pdf, texts.pdfHint],
  pptx: [texts.pptx, texts.pptxHint],
  html: [texts.html, texts.htmlHint],
}

interface PacksDialogProps {
  reviewIds: readonly number[]
  /** The partner, when it is one. */
  name?: string
  onClose: () => void
}

/** In which formats packs are made; the work goes on in the background. */
export function PacksDialog({ reviewIds, name, onClose }: PacksDialogProps) {
  const today = useProgramme()?.today ?? ''
  const [formats, setFormats] = useState<ReadonlySet<PackFormat>>(new Set(['pdf', 'pptx']))
  const toggle = (format: PackFormat, isChosen: boolean): void =>
    setFormats((now) => new Set(packFormats.filter((one) => (one === format ? isChosen : now.has(one)))))
  const save = (): void => {
    onClose()
    savePacks(reviewIds, formats, today).then(
      (folder) => folder && saySaved(texts.saved(folder.name), folder),
      (error: unknown) => {
        if (!isCancelled(error)) say({ text: errorText(error).what, isError: true })
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={reviewIds.length === 1 ? texts.title : texts.many(reviewIds.length)}
      lead={name === undefined ? texts.lead : `${name}. ${texts.lead}`}
      action={texts.do(reviewIds.length * formats.size)}
      onAction={save}
      isBlocked={formats.size === 0}
      note={formats.size === 0 ? texts.formatMissing : undefined}
    >
      <fieldset className={styles.parts}>
        <legend className="vh">{texts.formats}</legend>
        {packFormats.map((format) => (
          <Checkbox key={format} isChecked={formats.has(format)} onChecked={(isChosen) => toggle(format, isChosen)}>
            {words[format][0]} <span className="ink2">{words[format][1]}</span>
          </Checkbox>
        ))}
      </fieldset>
    </Dialog>
  )
}
