import { options, type PropertyDefinition, READ_ONLY, standardGroup } from './property.ts';

/** Properties that every CRM record of the portal has; `prefix` is `hs_` for engagements. */
export function recordProperties(group: string, created: string, modified: string): PropertyDefinition[] {
  const { datetime, number, reference, text, select } = standardGroup(group);
  return [
    number('hs_object_id', 'Record ID', READ_ONLY),
    datetime(created, 'Create Date'),
    datetime(modified, 'Last Modified Date', READ_ONLY),
    reference('hubspot_owner_id', 'Owner'),
    datetime('hubspot_owner_assigneddate', 'Owner Assigned Date', READ_ONLY),
    select(
      'hs_object_source',
      'Record creation source',
      options('INTEGRATION', 'CRM_UI', 'AUTOMATION_PLATFORM'),
      {
        readOnlyValue: true,
        hidden: true,
      },
    ),
    text('hs_object_source_id', 'Record creation source ID', { readOnlyValue: true, hidden: true }),
    text('hs_object_source_label', 'Record source', READ_ONLY),
    text('hs_merged_object_ids', 'Merged record IDs', READ_ONLY),
  ];
}

const LIFECYCLE_STAGES = options(
  'subscriber=Subscriber',
  'lead=Lead',
  'marketingqualifiedlead=Marketing Qualified Lead',
  'salesqualifiedlead=Sales Qualified Lead',
  'opportunity=Opportunity',
  'customer=Customer',
  'evangelist=Evangelist',
  'other=Other',
);

const INDUSTRIES = options(
  'COMPUTER_SOFTWARE=Computer Software',
  'FINANCIAL_SERVICES=Financial Services',
  'HOSPITAL_HEALTH_CARE=Hospital & Health Care',
  'INFORMATION_TECHNOLOGY_AND_SERVICES=Information Technology and Services',
  'INTERNET=Internet',
  'LOGISTICS_AND_SUPPLY_CHAIN=Logistics and Supply Chain',
  'MACHINERY=Machinery',
  'RETAIL=Retail',
);

function address(group: string): PropertyDefinition[] {
  const { text } = standardGroup(group);
  return [
    text('phone', 'Phone Number', { fieldType: 'phonenumber' }),
    text('address', 'Street Address'),
    text('city', 'City'),
    text('state', 'State/Region'),
    text('zip', 'Postal Code'),
    text('country', 'Country/Region'),
  ];
}

export function companyProperties(): PropertyDefinition[] {
  const group = 'companyinformation';
  const { text, textarea, number, select, date, datetime, reference } = standardGroup(group);
  return [
    ...recordProperties(group, 'createdate', 'hs_lastmodifieddate'),
    ...address(group),
    text('name', 'Company name'),
    text('domain', 'Company Domain Name'),
    text('hs_additional_domains', 'Additional Domains'),
    text('website', 'Website URL'),
    textarea('description', 'Description'),
    select('industry', 'Industry', INDUSTRIES),
    select(
      'type',
      'Type',
      options('PROSPECT=Prospect', 'PARTNER=Partner', 'RESELLER=Reseller', 'VENDOR=Vendor', 'OTHER=Other'),
    ),
    number('numberofemployees', 'Number of Employees'),
    number('annualrevenue', 'Annual Revenue'),
    select('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
    select(
      'hs_lead_status',
      'Lead Status',
      options('NEW=New', 'OPEN=Open', 'IN_PROGRESS=In Progress', 'UNQUALIFIED=Unqualified'),
    ),
    reference('hs_pipeline', 'Pipeline'),
    number('hs_parent_company_id', 'Parent Company'),
    number('hs_num_child_companies', 'Number of child companies', { ...READ_ONLY, calculated: true }),
    number('num_associated_contacts', 'Number of Associated Contacts', { ...READ_ONLY, calculated: true }),
    number('num_associated_deals', 'Number of Associated Deals', { ...READ_ONLY, calculated: true }),
    date('closedate', 'Close Date', { type: 'datetime' }),
    datetime('notes_last_contacted', 'Last Contacted', READ_ONLY),
    datetime('notes_last_updated', 'Last Activity Date', READ_ONLY),
    text('timezone', 'Time Zone'),
    text('salesforceaccountid', 'Salesforce Account ID'),
  ];
}

export function contactProperties(): PropertyDefinition[] {
  const group = 'contactinformation';
  const { text, select, reference } = standardGroup(group);
  return [
    ...recordProperties(group, 'createdate', 'lastmodifieddate'),
    ...address(group),
    text('email', 'Email'),
    text('firstname', 'First Name'),
    text('lastname', 'Last Name'),
    text('company', 'Company Name'),
    text('jobtitle', 'Job Title'),
    text('website', 'Website URL'),
    text('mobilephone', 'Mobile Phone Number', { fieldType: 'phonenumber' }),
    text('hs_email_domain', 'Email Domain', READ_ONLY),
    text('hs_language', 'Preferred language'),
    select('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
    select(
      'hs_lead_status',
      'Lead Status',
      options('NEW=New', 'OPEN=Open', 'IN_PROGRESS=In Progress', 'UNQUALIFIED=Unqualified'),
    ),
    select(
      'hs_buying_role',
      'Buying Role',
      options(
        'BLOCKER=Blocker',
        'BUDGET_HOLDER=Budget Holder',
        'CHAMPION=Champion',
        'DECISION_MAKER=Decision Maker',
        'END_USER=End User',
        'EXECUTIVE_SPONSOR=Executive Sponsor',
        'INFLUENCER=Influencer',
        'LEGAL_AND_COMPLIANCE=Legal & Compliance',
        'OTHER=Other',
      ),
      { fieldType: 'checkbox' },
    ),
    reference('associatedcompanyid', 'Primary Associated Company ID', { type: 'number', ...READ_ONLY }),
  ];
}

export function dealProperties(): PropertyDefinition[] {
  const group = 'dealinformation';
  const { text, textarea, number, select, datetime, bool, reference } = standardGroup(group);
  return [
    ...recordProperties(group, 'createdate', 'hs_lastmodifieddate'),
    text('dealname', 'Deal Name'),
    textarea('description', 'Deal Description'),
    number('amount', 'Amount'),
    select('deal_currency_code', 'Currency', options('EUR', 'USD', 'GBP')),
    datetime('closedate', 'Close Date'),
    reference('pipeline', 'Pipeline'),
    reference('dealstage', 'Deal Stage'),
    select(
      'dealtype',
      'Deal Type',
      options(
        'newbusiness=New Business',
        'existingbusiness=Existing Business',
        'renewal=Renewal',
        'contraction=Contraction',
      ),
    ),
    bool('hs_is_closed', 'Is Deal Closed?', { ...READ_ONLY, calculated: true }),
    bool('hs_is_closed_won', 'Is Closed Won', { ...READ_ONLY, calculated: true }),
    number('hs_deal_stage_probability', 'Deal probability', { ...READ_ONLY, calculated: true }),
    textarea('closed_lost_reason', 'Closed Lost Reason'),
    textarea('closed_won_reason', 'Closed Won Reason'),
    number('num_associated_contacts', 'Number of Associated Contacts', { ...READ_ONLY, calculated: true }),
  ];
}

export function ticketProperties(): PropertyDefinition[] {
  const group = 'ticketinformation';
  const { text, textarea, select, datetime, reference, bool } = standardGroup(group);
  return [
    ...recordProperties(group, 'createdate', 'hs_lastmodifieddate'),
    text('subject', 'Ticket name'),
    textarea('content', 'Ticket description'),
    reference('hs_pipeline', 'Pipeline'),
    reference('hs_pipeline_stage', 'Ticket status'),
    text('hs_ticket_id', 'Ticket ID', READ_ONLY),
    select(
      'hs_ticket_priority',
      'Priority',
      options('LOW=Low', 'MEDIUM=Medium', 'HIGH=High', 'URGENT=Urgent'),
    ),
    select(
      'hs_ticket_category',
      'Category',
      options(
        'PRODUCT_ISSUE=Product Issue',
        'BILLING_ISSUE=Billing Issue',
        'FEATURE_REQUEST=Feature Request',
        'GENERAL_INQUIRY=General Inquiry',
      ),
      { fieldType: 'checkbox' },
    ),
    datetime('closed_date', 'Close date'),
    bool('hs_is_closed', 'Is Ticket Closed?', { ...READ_ONLY, calculated: true }),
    select(
      'source_type',
      'Source',
      options('CHAT=Chat', 'EMAIL=Email', 'FORM=Form', 'PHONE=Phone', 'ZENDESK=Zendesk'),
    ),
  ];
}
