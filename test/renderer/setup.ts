import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// TanStack Virtual measures the client size, which is 0 in a DOM without layout: no row would render.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, value: 600 },
  clientWidth: { configurable: true, value: 1000 },
})
// Nor is anything out of sight there.
Element.prototype.scrollIntoView = () => undefined
