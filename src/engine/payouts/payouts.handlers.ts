import type { payoutMethods } from '../../contract/payouts.ts'
import type { HandlersOf } from '../context.ts'
import { paymentHandlers } from './payments.handlers.ts'
import { runHandlers } from './runs.handlers.ts'
import { statementHandlers } from './statements.handlers.ts'
import { writeOffHandlers } from './writeOff.handlers.ts'

export const payoutHandlers: HandlersOf<typeof payoutMethods> = {
  ...runHandlers,
  ...paymentHandlers,
  ...statementHandlers,
  ...writeOffHandlers,
}
