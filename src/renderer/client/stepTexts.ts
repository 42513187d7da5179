import type { NamesOf } from '../../contract/methods.ts'

type Step = NamesOf<'command' | 'task'>
type Phrase = (subject: string) => string

const named =
  (verb: string, otherwise: string): Phrase =>
  (subject) =>
    subject === '' ? `${verb} ${otherwise}` : `${verb} ${subject}`

/** What each step does, with verb and object: for the Edit menu, toasts and histories. A new command without a phrase does not compile. */
const phrases: Readonly<Record<Step, Phrase>> = {
  'workspace.verify': () => 'Verify the workspace',
  'workspace.backup': () => 'Back up',
  'history.undo': named('Undo', 'the last step'),
  'history.redo': named('Redo', 'the last step'),
  'programme.setUp': named('Set up', 'the programme'),
  'programme.update': () => 'Change settings',
  'partners.create': named('Add', 'a partner'),
  'partners.update': named('Edit', 'a partner'),
  'partners.updateMany': (subject) => (subject === '' ? 'Change partners' : `Change ${subject}`),
  'partners.setStatus': (subject) => `Change the status${of(subject)}`,
  'partners.setPayee': (subject) => `Change payee data${of(subject)}`,
  'partners.archive': (subject) => `Archive or bring back ${subject === '' ? 'a partner' : subject}`,
  'imports.dryRun': named('Check', 'a file'),
  'imports.run': named('Import', 'a file'),
  'imports.revert': (subject) => `Revert the import${of(subject)}`,
  'revenue.attribute': (subject) => `Credit revenue${subject === '' ? '' : `: ${subject}`}`,
  'plans.create': (subject) => `Add plan ${subject}`.trim(),
  'plans.saveDraft': (subject) => `Edit the draft${of(subject)}`,
  'plans.discardDraft': (subject) => `Discard the draft${of(subject)}`,
  'plans.publish': (subject) => `Publish plan ${subject}`.trim(),
  'plans.rename': (subject) => `Rename plan ${subject}`.trim(),
  'plans.archive': (subject) => `Archive plan ${subject}`.trim(),
  'plans.assign': (subject) => `Assign plan ${subject}`.trim(),
  'plans.unassign': (subject) => `End an assignment${of(subject)}`,
  'commissions.hold': (subject) => `Hold commissions${of(subject)}`,
  'commissions.release': (subject) => `Release commissions${of(subject)}`,
  'commissions.reject': (subject) => `Reject commissions${of(subject)}`,
  'commissions.adjust': (subject) => `Adjust the balance${of(subject)}`,
  'payouts.createRun': (subject) => `Draft run ${subject}`.trim(),
  'payouts.review': (subject) => `Finish review of run ${subject}`.trim(),
  'payouts.backToDraft': (subject) => `Put run ${subject} back to draft`,
  'payouts.approve': (subject) => `Approve run ${subject}`.trim(),
  'payouts.exclude': (subject) => `Exclude ${subject} from the run`,
  'payouts.include': (subject) => `Put ${subject} back into the run`,
  'payouts.export': (subject) => `Export payments of run ${subject}`.trim(),
  'payouts.markPaid': (subject) => `Mark ${subject} as paid`,
  'payouts.close': (subject) => `Close run ${subject}`.trim(),
  'payouts.void': (subject) => `Void run ${subject}`.trim(),
  'sample.generate': () => 'Make the sample programme',
}

function of(subject: string): string {
  return subject === '' ? '' : ` of ${subject}`
}

/** "Edit Nusa Integra"; a step of a newer version keeps its own name. */
export function stepText({ method, subject }: { method: string; subject: string }): string {
  const known: Readonly<Record<string, Phrase>> = phrases
  return known[method]?.(subject) ?? method
}
