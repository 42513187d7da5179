import { Status, type Meaning } from '../ui/Status.tsx'
import { partnerTexts as texts } from './texts.ts'

/** Statuses that need a second look; an active partner is plain text. */
const meanings: Readonly<Record<string, Meaning>> = {
  paused: 'hold',
  terminated: 'mute',
  prospect: 'note',
  invited: 'note',
}

export function StatusText({ status }: { status: string }) {
  const meaning = meanings[status]
  const words: Readonly<Record<string, string>> = texts.statuses
  const word = words[status] ?? status
  return meaning ? <Status meaning={meaning}>{word}</Status> : word
}
