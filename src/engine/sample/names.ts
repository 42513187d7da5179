export interface SamplePartnerName {
  name: string
  code: string
  country: string
  currency: string
  manager: string
}

/** The twenty resellers of the sample programme, in local markets. The first is the one it depends on. */
export const samplePartners: readonly SamplePartnerName[] = [
  { name: 'Nusa Integra', code: 'NUSA', country: 'Indonesia', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Lion Rock Consulting', code: 'LIONROCK', country: 'Hong Kong', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Deccan Stack', code: 'DECCAN', country: 'India', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Saebyeok Soft', code: 'SAEBYEOK', country: 'South Korea', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Sao Việt Digital', code: 'SAOVIET', country: 'Vietnam', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Selat Cloud Partners', code: 'SELAT', country: 'Singapore', currency: 'SGD', manager: 'Arjun Rao' },
  { name: 'Kawara Systems', code: 'KAWARA', country: 'Japan', currency: 'JPY', manager: 'Maya Lindqvist' },
  { name: 'Krungthep Systems', code: 'KRUNGTHEP', country: 'Thailand', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Seri Tech Alliance', code: 'SERI', country: 'Malaysia', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Yushan Information', code: 'YUSHAN', country: 'Taiwan', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Lakbay Technologies', code: 'LAKBAY', country: 'Philippines', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Sagar Infotech', code: 'SAGAR', country: 'India', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Mekong Apps', code: 'MEKONG', country: 'Vietnam', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Bukit Data', code: 'BUKIT', country: 'Singapore', currency: 'SGD', manager: 'Arjun Rao' },
  { name: 'Minato Business Solutions', code: 'MINATO', country: 'Japan', currency: 'JPY', manager: 'Maya Lindqvist' },
  { name: 'Formosa Link', code: 'FORMOSA', country: 'Taiwan', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Chao Phraya Digital', code: 'CHAOPHRAYA', country: 'Thailand', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Visayas Cloud', code: 'VISAYAS', country: 'Philippines', currency: 'USD', manager: 'Arjun Rao' },
  { name: 'Kepulauan Soft', code: 'KEPULAUAN', country: 'Indonesia', currency: 'USD', manager: 'Maya Lindqvist' },
  { name: 'Han River IT', code: 'HANRIVER', country: 'South Korea', currency: 'USD', manager: 'Maya Lindqvist' },
]

const customerWords = {
  first: [
    'Anvika', 'Brightpath', 'Coromandel', 'Devgiri', 'Eastern Ghats', 'Falak', 'Godavari', 'Hill Station', 'Indus Valley', 'Jaltarang',
    'Karvan', 'Lakeview', 'Malwa', 'Nilgiri', 'Orchid', 'Panchvati', 'Rann', 'Sunda', 'Bintang', 'Harbourline', 'Merapi', 'Rajawali',
    'Hoan Kiem', 'Chiang Rai', 'Penang', 'Cebu', 'Tamsui', 'Hakone', 'Naruto', 'Busan', 'Jeju', 'Kowloon', 'Palawan', 'Borneo',
  ],
  second: [
    'Retail', 'Schools', 'Foods', 'Textiles', 'Coffee', 'Diagnostics', 'Exports', 'Hotels', 'Labs', 'Media', 'Logistics', 'Clinics',
    'Motors', 'Tea Estates', 'Realty', 'Solar', 'Shipping', 'Robotics', 'Insurance', 'Airways', 'Paper', 'Marine',
  ],
  third: ['', 'Group', 'Holdings', 'Trading', 'Works', 'Ventures', 'Partners', 'Asia', 'East', 'West', 'North', 'South', 'Pacific'],
} // prettier-ignore

const NAMES = customerWords.first.length * customerWords.second.length * customerWords.third.length
/** Shares no factor with NAMES, so that neighbours get unlike names and none comes twice. */
const STRIDE = 7919

/** The name of the n-th customer; a number is added when all names are taken. */
export function customerName(n: number): string {
  const { first, second, third } = customerWords
  const at = (n * STRIDE) % NAMES
  const words = [
    first[at % first.length],
    second[Math.floor(at / first.length) % second.length],
    third[Math.floor(at / (first.length * second.length))],
    n < NAMES ? '' : String(Math.floor(n / NAMES) + 1),
  ]
  return words.filter((word) => word !== '').join(' ')
}

/** Where a customer reads its invoices. */
export const addressOf = (customer: string): string => `accounts@${customer.toLowerCase().replaceAll(' ', '-')}.example`

/** `weight`: how often it is bought; `price`: of the mean order, in percent. */
export const products: readonly { name: string; weight: number; price: number }[] = [
  { name: 'Plan Team', weight: 5, price: 55 },
  { name: 'Plan Studio', weight: 3, price: 120 },
  { name: 'Plan Enterprise', weight: 1, price: 265 },
]
