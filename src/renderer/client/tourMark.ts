/** What the guided tour points at: a page gives its part this `mark`, the tour looks for `data-tour`. */
export type TourMark = 'figure' | 'explanation' | 'runPanel' | 'statement' | 'imports'
