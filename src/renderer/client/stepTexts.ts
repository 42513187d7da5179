import type { NamesOf } from '../../contract/methods.ts'

type Step = NamesOf<'command' | 'task'>
/** What a step is about: a name, or '' when there is none. */
type Phrase = (subject: string) => string

/** Verb and object for the Edit menu and histories; what happened for the toast. */
interface StepPhrases {
  menu: Phrase
  done: Phrase
}

/** `Edit {subject}` and `{subject} edited`; `otherwise` stands for a missing subject. */
function about(verb: string, past: string, otherwise: string, before = ''): StepPhrases {
  const thing = (subject: string): string => (subject === '' ? otherwise : `${before}${subject}`)
  return {
    menu: (subject) => `${verb} ${thing(subject)}`,
    // A name is written as its owner writes it, also at the head of a sentence.
    done: (subject) => (subject !== '' && before === '' ? `${subject} ${past}` : capital(`${thing(subject)} ${past}`)),
  }
}

/** Two phrases that take the subject in the middle or not at all. */
function phrases(menu: Phrase, done: Phrase): StepPhrases {
  return { menu, done }
}

/** "the scorecard of Acme", "the scorecards of 12 partners". */
function cardsOf(subject: string): string {
  if (subject === '') return 'scorecards'
  return /^\d+ partners$/.test(subject) ? `the scorecards of ${subject}` : `the scorecard of ${subject}`
}

/** A new command without its phrases does not compile. */
const steps: Readonly<Record<Step, StepPhrases>> = {
  'workspace.verify': about('Verify', 'verified', 'the workspace'),
  'workspace.backup': about('Back up', 'backed up', 'the workspace'),
  'history.undo': about('Undo', 'undone', 'the last step'),
  'history.redo': about('Redo', 'done again', 'the last step'),
  'history.travel': about('Look at', 'shown', 'another day'),
  'programme.setUp': about('Set up', 'set up', 'the programme'),
  'programme.update': phrases(
    () => 'Change settings',
    () => 'Settings changed',
  ),
  'figures.set': about('Type', 'typed', 'company figures', 'company figures of '),
  'partners.create': about('Add', 'added', 'a partner'),
  'partners.update': about('Edit', 'edited', 'a partner'),
  'partners.updateMany': about('Change', 'changed', 'partners'),
  'partners.setStatus': about('Change', 'changed', 'a status', 'the status of '),
  'partners.setPayee': about('Change', 'changed', 'payee data', 'the payee data of '),
  'partners.archive': about('Archive or bring back', 'archived or brought back', 'a partner'),
  'imports.dryRun': about('Check', 'checked', 'a file'),
  'imports.run': about('Import', 'imported', 'a file'),
  'imports.revert': about('Revert', 'reverted', 'an import', 'the import of '),
  'imports.forgetMapping': about('Forget', 'forgotten', 'a mapping', 'the mapping of '),
  'imports.forgetNames': about('Forget', 'forgotten', 'names of partners', 'the name '),
  'revenue.attribute': about('Credit', 'credited', 'revenue'),
  'plans.create': about('Add', 'added', 'a plan', 'the plan '),
  'plans.saveDraft': about('Edit', 'edited', 'a draft', 'the draft of '),
  'plans.discardDraft': about('Discard', 'discarded', 'a draft', 'the draft of '),
  'plans.publish': about('Publish', 'published', 'a plan', 'the plan '),
  'plans.rename': about('Rename', 'renamed', 'a plan', 'the plan '),
  'plans.archive': about('Archive', 'archived', 'a plan', 'the plan '),
  'plans.assign': about('Assign', 'assigned', 'a plan', 'the plan '),
  'plans.unassign': about('End', 'ended', 'an assignment', 'an assignment of '),
  'commissions.hold': about('Hold', 'put on hold', 'commissions'),
  'commissions.release': about('Release', 'released', 'commissions'),
  'commissions.reject': about('Reject', 'rejected', 'commissions'),
  'payouts.writeOff': about('Write off', 'wrote off', 'a balance', 'the balance of '),
  'commissions.adjust': about('Adjust', 'adjusted', 'a balance', 'the balance of '),
  'payouts.createRun': about('Draft', 'drafted', 'a run', 'run '),
  'payouts.review': about('Finish the review of', 'reviewed', 'a run', 'run '),
  'payouts.backToDraft': phrases(
    (subject) => `Put run ${subject} back to draft`,
    (subject) => `Run ${subject} is a draft again`,
  ),
  'payouts.approve': about('Approve', 'approved', 'a run', 'run '),
  'payouts.exclude': phrases(
    (subject) => `Exclude ${subject} from the run`,
    (subject) => `${subject} excluded from the run`,
  ),
  'payouts.include': phrases(
    (subject) => `Put ${subject} back into the run`,
    (subject) => `${subject} is back in the run`,
  ),
  'payouts.export': about('Export', 'exported', 'a run', 'run '),
  'payouts.markPaid': phrases(
    (subject) => `Mark run ${subject} as paid`,
    (subject) => `Run ${subject} marked as paid`,
  ),
  'payouts.close': about('Close', 'closed', 'a run', 'run '),
  'payouts.void': about('Void', 'voided', 'a run', 'run '),
  'scorecards.createTemplate': about('Add', 'added', 'a scorecard template', 'the template '),
  'scorecards.updateTemplate': about('Edit', 'edited', 'a scorecard template', 'the template '),
  'scorecards.archiveTemplate': about(
    'Archive or bring back',
    'archived or brought back',
    'a scorecard template',
    'the template ',
  ),
  'scorecards.publish': phrases(
    (subject) => `Publish ${cardsOf(subject)}`,
    (subject) => capital(`${cardsOf(subject)} published`),
  ),
  'scorecards.withdraw': about('Withdraw', 'withdrawn', 'a scorecard', 'the scorecard of '),
  'tiers.create': about('Add', 'added', 'a tier table', 'the table '),
  'tiers.rename': about('Rename', 'renamed', 'a tier table', 'the table '),
  'tiers.saveDraft': about('Edit', 'edited', 'a draft', 'the draft of '),
  'tiers.discardDraft': about('Discard', 'discarded', 'a draft', 'the draft of '),
  'tiers.publish': about('Publish', 'published', 'a tier table', 'the table '),
  'tiers.trial': about('Try', 'tried', 'a tier table'),
  'tiers.decide': about('Decide on', 'decided', 'tiers', 'the tier of '),
  'tiers.place': about('Change', 'changed', 'a tier', 'the tier of '),
  'tiers.pin': about('Pin or let go', 'pinned or let go', 'a tier', 'the tier of '),
  'tiers.setPromise': about('Note', 'noted', 'a promise', 'a promise to '),
  'certificates.create': about('Add', 'added', 'a certificate', 'a certificate of '),
  'certificates.update': about('Edit', 'edited', 'a certificate', 'a certificate of '),
  'certificates.renew': about('Renew', 'renewed', 'a certificate', 'a certificate of '),
  'certificates.remove': about('Remove', 'removed', 'certificates', 'certificates of '),
  'attestations.record': about('Record', 'recorded', 'a confirmation', 'a confirmation of '),
  'attestations.remove': about('Remove', 'removed', 'a confirmation', 'a confirmation of '),
  'objectives.create': about('Set', 'set', 'an objective', 'the objective '),
  'objectives.update': about('Edit', 'edited', 'an objective', 'the objective '),
  'objectives.archive': about('Archive or bring back', 'archived or brought back', 'an objective', 'the objective '),
  'deals.setRole': about('Name', 'named as helping', 'a helping partner'),
  'deals.removeRole': about('Take back the help of', 'no longer named as helping', 'a helping partner'),
  'interventions.create': about('Open', 'opened', 'an intervention', 'the intervention '),
  'interventions.update': about('Edit', 'edited', 'an intervention', 'the intervention '),
  'interventions.close': about('Close', 'closed', 'an intervention', 'the intervention '),
  'interventions.reopen': about('Reopen', 'reopened', 'an intervention', 'the intervention '),
  'costs.add': about('Add', 'added', 'a cost', 'the cost '),
  'costs.update': about('Edit', 'edited', 'a cost', 'the cost '),
  'costs.remove': about('Remove', 'removed', 'a cost', 'the cost '),
  'costs.setHours': about('Set', 'set', 'hours', 'the hours for '),
  'reviews.plan': about('Plan', 'planned', 'reviews', 'the review with '),
  'reviews.move': about('Move', 'moved', 'a review', 'the review with '),
  'reviews.hold': about('Mark as held', 'marked as held', 'a review', 'the review with '),
  'reviews.cancel': about('Cancel', 'cancelled', 'a review', 'the review with '),
  'reviews.reopen': about('Plan again', 'planned again', 'a review', 'the review with '),
  'reviews.saveAgenda': about('Change', 'changed', 'an agenda', 'the agenda with '),
  'reviews.saveNotes': about('Write', 'written', 'notes', 'notes of the review with '),
  'reviews.keepPoint': about('Keep', 'kept', 'a point', 'a point about '),
  'reviews.dropPoint': about('Take out', 'taken out', 'a point', 'a point about '),
  'reviews.resetPoint': about('Put back', 'put back', 'a point', 'a point about '),
  'reviews.commit': about('Add', 'added', 'a commitment', 'the commitment '),
  'reviews.changeCommitment': about('Change', 'changed', 'a commitment', 'the commitment '),
  'reviews.closeCommitment': about('Close', 'closed', 'a commitment', 'the commitment '),
  'reviews.reopenCommitment': about('Open', 'opened again', 'a commitment', 'the commitment '),
  'reviews.pack': about('Make', 'made', 'a pack'),
  'reviews.savePlan': about('Save', 'saved', 'a plan', 'the plan '),
  'reviews.removePlan': about('Remove', 'removed', 'a plan', 'the plan '),
  'reviews.addFeedback': about('Add', 'added', 'feedback', 'feedback of '),
  'reviews.removeFeedback': about('Remove', 'removed', 'feedback', 'feedback of '),
  'reviews.takeAnswer': about('Take in', 'taken in', 'an answer', 'the answer of '),
  'sample.generate': about('Make', 'made', 'the sample programme'),
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function phrasesOf(method: string): StepPhrases | undefined {
  const known: Readonly<Record<string, StepPhrases>> = steps
  return known[method]
}

/** "Edit Nusa Integra"; a step of a newer version keeps its own name. */
export function stepText({ method, subject }: { method: string; subject: string }): string {
  return phrasesOf(method)?.menu(subject) ?? method
}

/** "Nusa Integra edited". */
export function stepDoneText({ method, subject }: { method: string; subject: string }): string {
  return phrasesOf(method)?.done(subject) ?? method
}
