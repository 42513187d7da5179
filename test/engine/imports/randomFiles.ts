import fc from 'fast-check'

const HEADERS =
  'id,date,amount,currency,partner,customer,email,status,stage,close date,deal name,tax,refunded,quantity,Kunde,Betrag,Händler,constructor,__proto__,Field 1,,"quoted, header",website,tier,started'
const VALUES = [
  '1', 'ord_7', '2026-02-03', '03.02.2026', '13/02/2026', '02/13/2026', '31-02-2017', '1774958400', '45631', '5.00', '1.234,56', '1,234.56', "'-$20.00",
  '(20.00)', '-20', '1e308', 'NaN', '€5', '0', 'USD', 'eur', 'XYZ', 'Ann', 'Ann, Inc.', 'a@b.example', 'Paid', 'failed', 'Won', 'Verhandlung', 'purple', '=1+1', '="007"',
  '', ' ', '"', '""', 'a"b', 'x\ny', '\0', 'é', '日本', '\ufeff', '\u2028', 'Total', 'true', '99999999999999999999', '-', '٣', 'https://www.a.example/x', 'R$ 5,00',
] // prettier-ignore

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)
const quoting = fc.constantFrom<(value: string) => string>(
  (value) => value,
  (value) => `"${value.replaceAll('"', '""')}"`,
)
const tables = fc
  .record({
    headers: fc.uniqueArray(fc.constantFrom(...HEADERS.split(',')), { minLength: 1, maxLength: 9 }),
    rows: fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 12 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r', '\n\r\n'),
    quote: quoting,
    last: fc.constantFrom('', '\n', '"', '\nTotal,5\n', '\n\nConfidential note\n'),
    encoding: fc.constantFrom('utf-8', 'latin1', 'utf16le'),
  })
  .map(({ headers, rows, delimiter, end, quote, last, encoding }) => {
    const lines = [headers.map(quote), ...rows.map((row) => row.map(quote))].map((row) => row.join(delimiter))
    return new Uint8Array(Buffer.from(lines.join(end) + last, encoding as BufferEncoding)) // one of three listed above
  })

/** Bytes of files: mostly tables with headers and values that exports have, quoted, cut and encoded in many ways; some mere noise. */
export const randomFiles = fc.oneof(
  { weight: 7, arbitrary: tables },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
)
