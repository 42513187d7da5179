import { useState } from 'react'
import type { ImportAnswers, ImportQuestion } from '../../contract/imports.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import type { Option } from '../ui/Select.tsx'
import { change } from './queue.ts'
import styles from './Report.module.css'
import { answerOf } from './mapping.ts'
import { importTexts as texts } from './texts.ts'

/** Rows shown at first; a file may name thousands of partners. */
const PAGE = 100

/** Names in the file that are no partner's: who is each, a new one, or left out. */
export function PartnerQuestions({
  handle,
  questions,
  answers,
}: {
  handle: string
  questions: readonly ImportQuestion[]
  answers: ImportAnswers
}) {
  const [shown, setShown] = useState(PAGE)
  const open = questions.filter((question) => answerOf(question, answers) === null)
  const answerAll = (asked: readonly ImportQuestion[], answer: (question: ImportQuestion) => string): void =>
    change(handle, (reader) => ({
      ...reader,
      answers: { ...reader.answers, ...Object.fromEntries(asked.map((question) => [question.id, answer(question)])) },
    }))
  return (
    <Section
      title={texts.partnersAsk(questions.length)}
      sub={
        open.some(({ isBlocking }) => !isBlocking)
          ? `${texts.partnersAskLead} ${texts.partnersMayWait}`
          : texts.partnersAskLead
      }
      actions={
        <ButtonRow>
          <Button isSmall disabled={open.length === 0} onClick={() => answerAll(open, () => 'new')}>
            {texts.allNew(open.length)}
          </Button>
          <Button isSmall disabled={open.length === 0} onClick={() => answerAll(open, () => 'ignore')}>
            {texts.allIgnored}
          </Button>
        </ButtonRow>
      }
    >
      <table className={styles.partnerTable}>
        <colgroup>
          <col />
          <col className={styles.wRows} />
          <col className={styles.wPartner} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{texts.partnerText}</th>
            <th scope="col" className={styles.figure}>
              {texts.partnerRows}
            </th>
            <th scope="col">{texts.partnerIs}</th>
          </tr>
        </thead>
        <tbody>
          {questions.slice(0, shown).map((question) => (
            <tr key={question.id}>
              <td className="cut med" title={question.subject}>
                {question.subject}
              </td>
              <td className={styles.figure}>{formatCount(question.rows)}</td>
              <td>
                <PartnerPicker
                  question={question}
                  value={answerOf(question, answers)}
                  onValue={(value) => answerAll([question], () => value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {questions.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>
          {texts.moreNames(Math.min(PAGE, questions.length - shown))}
        </Button>
      )}
    </Section>
  )
}

/** The engine's candidates first, then every partner whose name fits what is typed. */
function PartnerPicker({
  question,
  value,
  onValue,
}: {
  question: ImportQuestion
  value: string | null
  onValue: (value: string) => void
}) {
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<Option<string> | null>(null)
  const found = useEngineQuery('partners.find', { search }, { enabled: search !== '', keepLast: true })
  const fixed: Option<string>[] = [
    { value: 'new', label: texts.partnerNew },
    { value: 'ignore', label: texts.partnerIgnore },
  ]
  const candidates: Option<string>[] = question.options
    .filter((option) => option.value.startsWith('partner:'))
    .map(({ value: partner, label, becomes }) => ({ value: partner, label, hint: becomes || undefined }))
  const others: Option<string>[] = (found.data?.partners ?? []).map(({ id, name, code }) => ({
    value: `partner:${id}`,
    label: name,
    hint: code || undefined,
  }))
  const typed = search === '' ? [] : others
  const options = [...candidates, ...typed, ...fixed].filter(
    (option, index, all) => all.findIndex((other) => other.value === option.value) === index,
  )
  if (picked && picked.value === value && !options.some((option) => option.value === picked.value)) options.push(picked)
  return (
    <Combobox
      label={texts.partnerIsOf(question.subject)}
      placeholder={texts.choosePartner}
      options={options}
      value={value}
      onSearch={(text) => setSearch(options.some((option) => option.label === text) ? '' : text)}
      onValue={(next) => {
        setPicked(options.find((option) => option.value === next) ?? null)
        if (next !== null) onValue(next)
      }}
    />
  )
}
