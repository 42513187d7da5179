import { describe, expect, it } from 'vitest'
import { stageMeaning } from '../../../src/engine/imports/stages.rules.ts'

describe('stage words', () => {
  it.each([
    [
      'won',
      [
        'Won',
        'Closed Won',
        'closedwon',
        'Closed - Won',
        '7 - Closed Won',
        'Won (Sales Pipeline)',
        'Gewonnen',
        'Abgeschlossen – Gewonnen',
        'Gagnée',
        'Fermée gagnée',
        'Ganada',
        'Ganho',
        'Vinta',
        'Paid',
        'succeeded',
        'Bezahlt',
        'Payée',
        'Pagado',
        'Betaald',
        'Pagata',
      ],
    ],
    [
      'lost',
      [
        'Lost',
        'Closed Lost',
        'closedlost',
        'Verloren',
        'Perdue',
        'Perdida',
        'Persa',
        'Failed',
        'Uncaptured',
        'Storniert',
        'Annulée',
        'Recusado',
        'Geannuleerd',
      ],
    ],
    [
      'open',
      [
        'Prospecting',
        'Engaging',
        'qualifiedtobuy',
        'Decision Maker Bought-In',
        'Proposal/Price Quote',
        'Id. Decision Makers',
        'Verhandlung',
        'Négociation',
        'Propuesta',
        'Em andamento',
        'Offerte',
        'Trattativa',
        'Pending',
      ],
    ],
    ['refund', ['refund', 'Chargeback', 'Gutschrift', 'Remboursement', 'Reembolso', 'Rimborso']],
    ['refunded', ['Refunded', 'Erstattet', 'Remboursée', 'Rimborsato']],
    [undefined, ['', '1203948', 'purple', 'x'.repeat(1000)]],
  ] as const)('[IM13] %s is said in many ways', (meaning, words) => {
    expect(words.map(stageMeaning)).toEqual(words.map(() => meaning))
  })
})
