/** One whole object of each kind, as its vendor sends it, to be damaged. */

const PRICE = {
  id: 'price_1',
  currency: 'eur',
  unit_amount: 500,
  unit_amount_decimal: '500',
  billing_scheme: 'tiered',
  tiers_mode: 'graduated',
  tiers: [
    { up_to: 5, unit_amount: 500, flat_amount: null },
    { up_to: null, unit_amount: 400, flat_amount: 100 },
  ],
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
};

export const CUSTOMER = {
  id: 'cus_1',
  object: 'customer',
  created: 1_764_000_000,
  name: 'Acme',
  email: 'billing@acme.com',
  metadata: { hubspot_company_id: '31' },
};
export const SUBSCRIPTION = {
  id: 'sub_1',
  customer: 'cus_1',
  status: 'active',
  currency: 'eur',
  created: 1_764_000_000,
  start_date: 1_764_000_000,
  ended_at: null,
  canceled_at: null,
  cancel_at: null,
  cancel_at_period_end: false,
  discounts: [{ end: null, coupon: { percent_off: 10, duration: 'forever' } }],
  items: {
    data: [{ id: 'si_1', quantity: 7, price: PRICE, current_period_end: 1_780_000_000, discounts: [] }],
  },
};
export const INVOICE = {
  id: 'in_1',
  customer: 'cus_1',
  status: 'paid',
  currency: 'eur',
  created: 1_777_000_000,
  due_date: 1_777_500_000,
  total: 4_000,
  status_transitions: { finalized_at: 1_777_000_000, paid_at: 1_777_400_000 },
  lines: {
    has_more: false,
    data: [
      {
        id: 'il_1',
        amount: 4_000,
        quantity: 8,
        period: { start: 1_777_000_000, end: 1_779_600_000 },
        parent: { type: 'subscription_item_details', subscription_item_details: { proration: false } },
        discount_amounts: [{ amount: 100 }],
        price: PRICE,
      },
    ],
  },
};
export const CHARGE = { id: 'ch_1', customer: 'cus_1', status: 'failed', created: 1_777_000_000 };

const CHANGED = { CreatedDate: '2026-01-01T00:00:00Z', UpdatedDate: '2026-05-01T00:00:00Z' };
export const ZUORA_ACCOUNT = {
  Id: '2c92a0f1',
  AccountNumber: 'A1',
  Name: 'Acme',
  CrmId: '001000000000001AAA',
  Currency: 'EUR',
  ...CHANGED,
};
export const ZUORA_CONTACT = {
  Id: '2c92a0f2',
  AccountId: '2c92a0f1',
  WorkEmail: 'a@acme.com',
  PersonalEmail: null,
  ...CHANGED,
};
/** Stands for its account as well, whose currency is asked for. */
export const ZUORA_INVOICE = {
  Id: '2c92a0f1',
  AccountId: '2c92a0f1',
  InvoiceNumber: 'INV1',
  Amount: 50,
  Balance: 0,
  InvoiceDate: '2026-04-01',
  DueDate: '2026-05-01',
  Status: 'Posted',
  Currency: 'EUR',
  ...CHANGED,
};
export const ZUORA_PAYMENT = {
  Id: '2c92a0f4',
  AccountId: '2c92a0f1',
  Status: 'Error',
  EffectiveDate: '2026-04-01',
  ...CHANGED,
};

export const ORGANIZATION = {
  id: 11,
  name: 'Acme',
  external_id: 'acct_1',
  domain_names: ['acme.com'],
  organization_fields: { hubspot_company_id: '31' },
  deleted_at: null,
};
export const USER = { id: 21, email: 'ana@acme.com', organization_id: 11, role: 'end-user' };
export const TICKET = {
  id: 31,
  status: 'solved',
  created_at: '2026-05-01T10:00:00Z',
  updated_at: '2026-05-02T10:00:00Z',
  requester_id: 21,
  organization_id: 11,
  subject: 'It fails',
  description: 'Again.',
  custom_fields: [{ id: 1, value: 'x' }],
};
export const RATING = {
  id: 41,
  ticket_id: 31,
  requester_id: 21,
  score: 'good',
  created_at: '2026-05-02T10:00:00Z',
  updated_at: '2026-05-02T10:00:00Z',
};

export const COMPANY = {
  id: 'c1',
  company_id: 'acct_1',
  name: 'Acme',
  website: 'https://acme.com',
  custom_attributes: { hubspot_company_id: 31 },
};
export const CONTACT = { id: 'p1', email: 'ana@acme.com', companies: { data: [{ id: 'c1' }] } };
export const CONVERSATION = {
  id: 'v1',
  created_at: 1_777_000_000,
  updated_at: 1_777_100_000,
  state: 'closed',
  source: { delivered_as: 'customer_initiated', subject: 'Help', body: 'It fails' },
  contacts: { contacts: [{ id: 'p1' }] },
  tags: { tags: [{ name: 'billing' }] },
  conversation_rating: { rating: 4, created_at: 1_777_100_000, updated_at: null },
  statistics: {
    first_contact_reply_at: 1_777_000_000,
    last_contact_reply_at: 1_777_050_000,
    last_admin_reply_at: 1_777_040_000,
    last_close_at: 1_777_100_000,
  },
};

export const AMPLITUDE_EVENT = {
  uuid: '5b1a',
  $insert_id: 'i1',
  event_type: 'Report Viewed',
  event_time: '2026-05-30 19:02:52.749000',
  server_upload_time: '2026-05-30 19:03:00.000000',
  user_id: 'u1',
  device_id: 'd1',
  session_id: 1,
  groups: { company: ['acct_1'] },
  group_properties: { company: { acct_1: { name: 'Acme', domain: 'acme.com' } } },
  user_properties: { email: 'ana@acme.com' },
  event_properties: { integration: 'slack' },
};
export const EVENT = {
  event: 'Report Viewed',
  properties: {
    time: 1_777_000_000_000,
    distinct_id: 'u1',
    $insert_id: 'i1',
    company_id: 'acct_1',
    $email: 'ana@acme.com',
    integration: 'slack',
  },
};
export const GROUP = {
  $distinct_id: 'acct_1',
  $properties: { $name: 'Acme', domain: 'acme.com', hubspot_company_id: '31' },
};

export const CALL = {
  type: 'track',
  messageId: 'm1',
  userId: 'u1',
  anonymousId: null,
  event: 'Report Viewed',
  properties: { integration: 'slack' },
  context: { groupId: 'acct_1', traits: { email: 'ana@acme.com' } },
  timestamp: '2026-05-31T09:00:00.000Z',
  sentAt: '2026-05-31T09:00:10.000Z',
};
export const GROUP_CALL = {
  type: 'group',
  messageId: 'm2',
  userId: 'u1',
  groupId: 'acct_1',
  traits: { name: 'Acme', domain: 'acme.com', website: 'https://acme.com', hubspot_company_id: 31 },
  timestamp: '2026-05-31T09:00:00.000Z',
};

const ABOUT = { accountId: 'acct_1', companyId: '31', domain: 'acme.com', email: 'ana@acme.com' };
export const ANSWER = {
  id: 'a1',
  kind: 'csat',
  score: 4,
  scale: { min: 1, max: 5 },
  at: '2026-05-01',
  ...ABOUT,
};
export const STEP = {
  id: 's1',
  kind: 'milestone',
  name: 'First report',
  assignedAt: '2026-04-01',
  dueAt: '2026-05-01',
  doneAt: null,
  ...ABOUT,
};
export const ANSWER_ROW = {
  'Response ID': '1',
  'Response Status': 'Completed',
  'Timestamp (mm/dd/yyyy)': '05/01/2026 10:12:44',
  'External Reference': 'acct_1',
  'Respondent Email': 'ana@acme.com',
  'How likely are you to recommend us?': '9',
  'How satisfied are you?': '4',
};
export const PROGRESS_ROW = {
  event_type: 'interaction',
  event_name: 'checklist:2:COMPLETED',
  company_id: 'acct_1',
  user_id: 'u1',
  inserted_at: '2026-05-01 10:12:44.123456',
  internal_event_id: 'e1',
};

export const FILE_EVENT = {
  id: 'e1',
  event: 'Report Viewed',
  at: '2026-05-30T10:00:00Z',
  accountId: 'acct_1',
  userId: 'u1',
  email: 'ana@acme.com',
  integration: 'slack',
};
export const FILE_ACCOUNT = { externalId: 'acct_1', name: 'Acme', domain: 'acme.com', companyId: '31' };
export const FILE_INVOICE = {
  id: 'i1',
  accountId: 'acct_1',
  issuedAt: '2026-04-01',
  dueAt: '2026-05-01',
  paidAt: '2026-04-20 10:00:00',
  amount: '12.5',
  currency: 'EUR',
  status: 'paid',
};
