import type { Judgement, Verdict } from '../../contract/objectives.ts'
import { measureWords as words } from './measureWords.ts'
import { Status, type Meaning } from './Status.tsx'

export const verdictMeanings: Readonly<Record<Verdict, Meaning>> = {
  onTrack: 'good',
  drifting: 'warn',
  off: 'bad',
  cannotTell: 'mute',
}

/** "On track", "Drifting"; of a period that is over "Met", "Missed". */
export function verdictWord({ verdict, phase }: Pick<Judgement, 'verdict' | 'phase'>): string {
  return (phase === 'over' ? words.finalVerdicts : words.verdicts)[verdict]
}

/** Icon and word of a verdict. */
export function VerdictText({ judgement }: { judgement: Pick<Judgement, 'verdict' | 'phase'> }) {
  return <Status meaning={verdictMeanings[judgement.verdict]}>{verdictWord(judgement)}</Status>
}
