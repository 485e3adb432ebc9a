import { FilterOperatorEnum as CompanyOperator } from '@hubspot/api-client/lib/codegen/crm/companies/models/Filter.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/tasks/models/AssociationSpec.js';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate.js';
import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

/** The whole surface through the typed methods of the unmodified official client. */
describe('the official client tours the portal', () => {
  let tour: TestPortal;
  beforeAll(async () => {
    tour = await openPortal({ world: tinyWorld() });
  });
  afterAll(() => tour.portal.close());
  const crm = () => tour.client.crm;

  test('companies: pages, reads, writes, archives', async () => {
    const first = await crm().companies.basicApi.getPage(2, undefined, ['name', 'arr', 'no_such_property']);
    expect(first.results.map((company) => company.properties.name)).toEqual(['Company 1', 'Company 2']);
    expect(first.results[0]?.properties.arr).toBe('6000');
    expect(first.results[0]?.properties).not.toHaveProperty('no_such_property');
    const second = await crm().companies.basicApi.getPage(2, first.paging?.next?.after);
    expect(second.results).toHaveLength(1);
    expect(second.paging).toBeUndefined();

    const made = await crm().companies.basicApi.create({ properties: { name: 'Nova' }, associations: [] });
    expect(made.properties).toMatchObject({
      name: 'Nova',
      lifecyclestage: 'lead',
      hs_object_source: 'INTEGRATION',
      hs_pipeline: 'companies-lifecycle-pipeline',
      num_associated_contacts: '0',
    });
    const updated = await crm().companies.basicApi.update(made.id, { properties: { city: 'Porto' } });
    expect(updated.properties.city).toBe('Porto');
    const read = await crm().companies.basicApi.getById(made.id, ['city', 'phone']);
    expect(read.properties).toMatchObject({ city: 'Porto', phone: null });
    await crm().companies.basicApi.archive(made.id);
    await expect(crm().companies.basicApi.getById(made.id)).rejects.toMatchObject({ code: 404 });
    const archived = await crm().companies.basicApi.getById(made.id, undefined, undefined, undefined, true);
    expect(archived.archived).toBe(true);
  });

  test('two companies become one: ties and both domains go along, the old ids lead to it', async () => {
    const { basicApi } = crm().companies;
    const primary = await basicApi.create({ properties: { name: 'Alfa', domain: 'alfa.example' } });
    const other = await basicApi.create({
      properties: { name: 'Beta', domain: 'beta.example', city: 'Porto' },
    });
    const [contact] = (await crm().contacts.basicApi.getPage(1)).results;
    await crm().associations.v4.basicApi.createDefault('contacts', contact?.id ?? '', 'companies', other.id);
    const merged = await basicApi.merge({ primaryObjectId: primary.id, objectIdToMerge: other.id });
    expect([primary.id, other.id]).not.toContain(merged.id);
    const names = ['name', 'city', 'domain', 'hs_additional_domains', 'hs_merged_object_ids'];
    const read = await basicApi.getById(other.id, names, undefined, ['contacts']);
    expect(read).toMatchObject({
      id: merged.id,
      properties: {
        ...{ name: 'Alfa', city: 'Porto', domain: 'alfa.example', hs_additional_domains: 'beta.example' },
        hs_merged_object_ids: `${primary.id};${other.id}`,
      },
    });
    expect(read.associations?.contacts?.results.map(({ id }) => id)).toContain(contact?.id);
    await basicApi.update(primary.id, { properties: { city: 'Faro' } });
    const inputs = [{ id: primary.id, properties: { city: 'Lagos' } }];
    const { results } = await crm().companies.batchApi.update({ inputs });
    expect(results).toEqual([]);
    expect((await basicApi.getById(merged.id, ['city'])).properties.city).toBe('Faro');
    const itself = { primaryObjectId: merged.id, objectIdToMerge: primary.id };
    await expect(basicApi.merge(itself)).rejects.toMatchObject({ code: 400 });
    await basicApi.archive(merged.id);
  });

  test('a contact deleted for good is not among the archived ones; its address is free again', async () => {
    const { basicApi } = crm().contacts;
    const properties = { email: 'forget@me.example' };
    const { id } = await basicApi.create({ properties });
    // The client has code for it, and no way to it.
    const body = { objectId: properties.email, idProperty: 'email' };
    const path = '/crm/v3/objects/contacts/gdpr-delete';
    expect((await tour.client.apiRequest({ method: 'POST', path, body })).status).toBe(204);
    for (const archived of [false, true]) {
      const gone = basicApi.getById(id, undefined, undefined, undefined, archived);
      await expect(gone).rejects.toMatchObject({ code: 404 });
    }
    const again = await basicApi.create({ properties });
    expect(again.id).not.toBe(id);
    await basicApi.archive(again.id);
  });

  test('getAll follows the pages to the end', async () => {
    const all = await crm().contacts.getAll(1, undefined, ['email', 'hs_buying_role']);
    expect(all).toHaveLength(6);
    expect(all[0]?.properties.hs_buying_role).toBe('EXECUTIVE_SPONSOR');
    expect(all[1]?.properties.hs_buying_role).toBeNull();
  });

  test('a batch with a bad record fails whole, with trace ids only that record', async () => {
    const good = { properties: { name: 'Good' }, associations: [] };
    const bad = { properties: { name: 'Bad', lifecyclestage: 'nonsense' }, associations: [] };
    const before = await crm().companies.getAll();
    await expect(crm().companies.batchApi.create({ inputs: [good, bad] })).rejects.toMatchObject({
      code: 400,
    });
    expect(await crm().companies.getAll()).toHaveLength(before.length);

    const traced = await crm().companies.batchApi.create({
      inputs: [
        { ...good, objectWriteTraceId: 'a' },
        { ...bad, objectWriteTraceId: 'b' },
      ],
    });
    expect(traced.results).toHaveLength(1);
    expect(traced).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['b'] } }],
    });
    await crm().companies.batchApi.archive({ inputs: traced.results.map(({ id }) => ({ id })) });
  });

  test('batch read names the ids that do not exist', async () => {
    const ids = ['31000000001', '123'].map((id) => ({ id }));
    const read = await crm().companies.batchApi.read({
      inputs: ids,
      properties: ['name'],
      propertiesWithHistory: [],
    });
    expect(read.results.map(({ id }) => id)).toEqual(['31000000001']);
    expect(read).toMatchObject({ numErrors: 1, errors: [{ context: { ids: ['123'] } }] });
  });

  test('contacts: conflict on e-mail, upsert by e-mail', async () => {
    const duplicate = { properties: { email: 'SPONSOR@company-1.example' }, associations: [] };
    await expect(crm().contacts.basicApi.create(duplicate)).rejects.toMatchObject({
      code: 409,
      body: { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 52000001000' },
    });
    const upserted = await crm().contacts.batchApi.upsert({
      inputs: [
        { id: 'sponsor@company-1.example', idProperty: 'email', properties: { jobtitle: 'CEO' } },
        { id: 'new@company-1.example', idProperty: 'email', properties: { firstname: 'New' } },
      ],
    });
    expect(upserted.results.map((result) => result._new)).toEqual([false, true]);
    expect(upserted.results[1]?.properties.email).toBe('new@company-1.example');
  });

  test('properties: groups, definitions, options', async () => {
    const { properties } = crm();
    await properties.groupsApi.create('companies', { name: 'health', label: 'Health', displayOrder: 1 });
    const options = ['red', 'green'].map((value, displayOrder) => ({
      label: value.toUpperCase(),
      value,
      displayOrder,
      hidden: false,
    }));
    await properties.coreApi.create('companies', {
      name: 'band',
      label: 'Band',
      groupName: 'health',
      type: PropertyCreateTypeEnum.Enumeration,
      fieldType: PropertyCreateFieldTypeEnum.Select,
      options,
    });
    const read = await properties.coreApi.getByName('0-2', 'band');
    expect(read.options.map((option) => option.value)).toEqual(['red', 'green']);
    expect(read.modificationMetadata).toMatchObject({ archivable: true, readOnlyValue: false });
    await properties.coreApi.update('companies', 'band', { label: 'Health band' });
    const all = await properties.coreApi.getAll('companies');
    expect(all.results.find(({ name }) => name === 'band')?.label).toBe('Health band');
    const standard = all.results.find(({ name }) => name === 'lifecyclestage');
    expect(standard).toMatchObject({ hubspotDefined: true, type: 'enumeration' });
    await properties.coreApi.archive('companies', 'band');
    await expect(properties.coreApi.getByName('companies', 'band')).rejects.toMatchObject({ code: 404 });
  });

  test('tasks: created with an association, found by search', async () => {
    const task = await crm().objects.tasks.basicApi.create({
      properties: {
        hs_timestamp: '2026-11-05T09:00:00Z',
        hs_task_subject: 'Call the sponsor',
        hs_task_priority: 'HIGH',
      },
      associations: [
        {
          to: { id: '31000000001' },
          types: [
            {
              associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
              associationTypeId: 192,
            },
          ],
        },
      ],
    });
    expect(task.properties).toMatchObject({
      hs_task_status: 'NOT_STARTED',
      hs_task_is_completed: 'false',
      hs_timestamp: '2026-11-05T09:00:00.000Z',
    });
    const found = await crm().objects.tasks.searchApi.doSearch({
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.company', operator: CompanyOperator.Eq, value: '31000000001' },
          ],
        },
      ],
      properties: ['hs_task_subject'],
      sorts: [],
      limit: 10,
      after: '0',
    });
    expect(found.results.map(({ id }) => id)).toEqual([task.id]);
    await expect(
      crm().objects.tasks.basicApi.create({ properties: { hs_task_subject: 'x' }, associations: [] }),
    ).rejects.toMatchObject({ code: 400, body: { context: { properties: ['hs_timestamp'] } } });
  });

  test('associations: default, labelled, read, archived', async () => {
    const { basicApi, batchApi, schema } = crm().associations.v4;
    const [company, contact] = ['31000000003', '52000001001'];
    await basicApi.createDefault('companies', company, 'contacts', contact);
    const page = await basicApi.getPage('contacts', contact, 'companies');
    expect(page.results.map(({ toObjectId }) => toObjectId)).toEqual(['31000000001', company]);
    expect(page.results[0]?.associationTypes.map(({ label }) => label)).toEqual([null, 'Primary']);
    expect(page.results[1]?.associationTypes.map(({ typeId }) => typeId)).toEqual([279]);

    const labels = await schema.definitionsApi.create('contacts', 'companies', {
      name: 'advisor',
      label: 'Advisor',
      inverseLabel: 'Advised by',
    });
    const typeId = labels.results[0]?.typeId ?? 0;
    const spec = {
      associationCategory: AssociationSpecAssociationCategoryEnum.UserDefined,
      associationTypeId: typeId,
    };
    const pair = await basicApi.create('contacts', contact, 'companies', company, [spec]);
    expect(pair.labels).toEqual(['Advisor']);
    const read = await batchApi.getPage('companies', 'contacts', { inputs: [{ id: company }, { id: '5' }] });
    const types = read.results[0]?.to.find(({ toObjectId }) => toObjectId === contact)?.associationTypes;
    expect(types?.map(({ label }) => label)).toEqual([null, 'Advised by']);
    expect(read).toMatchObject({ numErrors: 1 });

    await basicApi.archive('companies', company, 'contacts', contact);
    const after = await basicApi.getPage('contacts', contact, 'companies');
    expect(after.results.map(({ toObjectId }) => toObjectId)).toEqual(['31000000001']);
  });

  test('owners page with an opaque cursor', async () => {
    const first = await crm().owners.ownersApi.getPage(undefined, undefined, 1);
    expect(first.results[0]).toMatchObject({ id: '501', email: 'cem@vendor.example' });
    expect(first.paging?.next?.after).toBe(Buffer.from('501').toString('base64'));
    const second = await crm().owners.ownersApi.getPage(undefined, first.paging?.next?.after, 1);
    expect(second.results.map(({ id }) => id)).toEqual(['502']);
    expect(second.paging).toBeUndefined();
    const byMail = await crm().owners.ownersApi.getPage('MIA@vendor.example');
    expect(byMail.results.map(({ id }) => id)).toEqual(['502']);
    expect((await crm().owners.ownersApi.getById(502)).lastName).toBe('Lind');
  });

  test('pipelines close deals', async () => {
    const { results } = await crm().pipelines.pipelinesApi.getAll('deals');
    expect(results[0]?.stages.map(({ id }) => id)).toContain('closedwon');
    const deal = await crm().deals.basicApi.create({
      properties: { dealname: 'New', dealstage: 'qualifiedtobuy', amount: '10' },
      associations: [],
    });
    expect(deal.properties.hs_is_closed).toBe('false');
    await crm().deals.basicApi.update(deal.id, { properties: { dealstage: 'closedwon' } });
    const closed = await crm().deals.basicApi.getById(deal.id, ['hs_is_closed_won', 'closedate']);
    expect(closed.properties.hs_is_closed_won).toBe('true');
    expect(closed.properties.closedate).not.toBeNull();
    const stage = await crm().pipelines.pipelineStagesApi.create('tickets', '0', {
      label: 'Parked',
      displayOrder: 9,
      metadata: { ticketState: 'OPEN' },
    });
    expect(stage.label).toBe('Parked');
  });

  test('lists: created, found by name, sized, deleted', async () => {
    const { listsApi, membershipsApi } = crm().lists;
    const { list } = await listsApi.create({
      name: 'By hand',
      objectTypeId: '0-2',
      processingType: 'MANUAL',
    });
    const change = await membershipsApi.add(list.listId, ['31000000001', '404']);
    expect(change.recordIdsMissing).toEqual(['404']);
    const page = await membershipsApi.getPage(list.listId);
    expect(page.results.map(({ recordId }) => recordId)).toEqual(['31000000001']);
    expect((await listsApi.getByName('By hand', '0-2')).list.listId).toBe(list.listId);
    const found = await listsApi.doSearch({
      query: 'hand',
      offset: 0,
      additionalProperties: ['hs_list_size'],
    });
    expect(found.lists[0]?.additionalProperties.hs_list_size).toBe('1');
    await listsApi.remove(list.listId);
    await expect(listsApi.getById(list.listId)).rejects.toMatchObject({ code: 404 });
  });

  test('methods the client lacks go through apiRequest', async () => {
    const details = await tour.client.apiRequest({ path: '/account-info/2026-09/details' });
    expect(await details.json()).toMatchObject({ portalId: tour.portal.portalId });
    const usage = await tour.client.apiRequest({ path: '/account-info/v3/api-usage/daily/private-apps' });
    expect(await usage.json()).toMatchObject({ results: [{ fetchStatus: 'SUCCESS' }] });
  });
});
