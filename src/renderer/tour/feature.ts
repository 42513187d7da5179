import type { Feature } from '../client/feature.ts'
import { tourTexts } from './texts.ts'
import { startTour, useTour } from './tour.store.ts'

export const tourFeature: Feature = {
  name: 'tour',
  pages: [],
  commands: [
    {
      id: 'tour',
      label: tourTexts.command,
      words: 'guide help show around',
      isOffered: () => useTour.getState().stops !== null,
      run: startTour,
    },
  ],
}
