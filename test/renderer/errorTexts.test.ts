import { expect, test } from 'vitest'
import { AppError, errorCodes } from '../../src/contract/errors.ts'
import { errorDetails, errorText } from '../../src/renderer/client/errorTexts.ts'

test('[RP1] every error says what happened and what to do, in sentences, without its details too', () => {
  const texts = errorCodes.map((code) => errorText(new AppError(code)))
  const incomplete = texts.filter(
    ({ what, todo }) =>
      ![what, todo].every((text) => /^[A-Z“].*[.?]$/.test(text) && !/undefined|null|\[object/.test(text)),
  )
  expect(incomplete).toEqual([])
})

test('[RP1] what is copied for support carries the code, never a stack', () => {
  expect(errorDetails(new AppError('import.recordTooLong', { line: 412 }))).toBe('import.recordTooLong {"line":412}')
  expect(errorDetails(new TypeError('x is not a function'))).toBe('internal TypeError: x is not a function')
})
