import type { TourMark } from '../client/tourMark.ts'

export const tourTexts = {
  command: 'Tour of the sample programme',
  label: 'Tour of the sample programme',
  count: (step: number, steps: number) => `${step} of ${steps}`,
  next: 'Next',
  back: 'Back',
  finish: 'Finish',
  end: 'End tour',
  show: 'Show it again',
  again: 'Help › Tour of the sample programme starts it again.',
  steps: {
    figure: {
      title: 'Every figure says what it is',
      text: 'Point at its name, or press Enter on it: formula, period and the numbers in it. The figure itself opens to the rows it is made of.',
    },
    explanation: {
      title: 'Every commission explains itself',
      text: 'The arithmetic like a receipt, then the rules that lost and by how much, then the line of the file it came from. The arrow keys go along the list.',
    },
    runPanel: {
      title: 'Nothing is paid unseen',
      text: 'This run waits for you: a frozen list, its totals, what was checked and what comes next. The button says exactly what it does, and it can be undone.',
    },
    statement: {
      title: 'What the partner sees',
      text: 'A statement is frozen with the approval of its run and stays the same to the last byte. It is saved as PDF, web page or CSV, one or all of a run.',
    },
    imports: {
      title: 'Drop a file, take anything back',
      text: 'Drop a CSV or XLSX anywhere on this window: you see what every row becomes before anything is stored. Each import can be reverted, and Ctrl+Z takes back the last step.',
    },
  } satisfies Record<TourMark, { title: string; text: string }>,
} as const
