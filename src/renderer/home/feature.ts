import { House } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { HomePage } from './HomePage.tsx'
import { askForHome } from './questions.ts'
import { homeTexts } from './texts.ts'

export const homeFeature: Feature = {
  name: 'home',
  pages: [{ page: 'home', label: homeTexts.title, icon: House, hasPeriod: true, askAhead: askForHome, Page: HomePage }],
}
