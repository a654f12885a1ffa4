/**
 * One lawful example of each schema, in the document's own values (§4, §5) with contacts that are
 * reserved for examples.
 */
export const examples = {
  tokenAnswer: {
    access_token: 'example-access-token',
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: 'example-refresh-token',
  },
  clientInput: {
    name: 'Jane Smith',
    email: 'jane@example.com',
    phone: '+12025550123',
    line1: '123 Main St',
    city: 'New York',
    state: 'NY',
    postal_code: '10001',
  },
  clientSummary: {
    id: '550e8400-e29b-41d4-a716-446655440000',
    name: 'Jane Smith',
    email: 'jane@example.com',
    phone: '+12025550123',
    created_date: '2025-01-15T14:30:00Z',
  },
  clientChanges: { phone: '+12025550187', city: 'Los Angeles', state: 'CA' },
  clientUpdateAnswer: {
    id: '550e8400-e29b-41d4-a716-446655440000',
    name: 'Jane Smith',
    phone: '+12025550187',
    city: 'Los Angeles',
    state: 'CA',
    last_modified_date: '2025-01-15T15:45:00Z',
  },
  noteInput: { note: 'Client prefers morning appointments' },
  noteAnswer: {
    id: '880e8400-e29b-41d4-a716-446655440003',
    client_id: '550e8400-e29b-41d4-a716-446655440000',
    note: 'Client prefers morning appointments',
    created_date: '2025-01-15T16:00:00Z',
  },
  documentedError: {
    error: { code: 'validation_error', message: 'Missing required field: name', field: 'name' },
  },
  oauthError: { error: 'invalid_grant' },
  owner: { id: 'owner_xyz789', name: 'John Smith' },
  booking: {
    id: '660e8400-e29b-41d4-a716-446655440001',
    type: 'service',
    client: { id: '550e8400-e29b-41d4-a716-446655440000', name: 'John Doe' },
    date: '2025-01-20T10:00:00Z',
    total: 150.5,
  },
  completedBooking: {
    id: '660e8400-e29b-41d4-a716-446655440001',
    completed_date: '2025-01-20T11:00:00Z',
  },
  payment: {
    id: '770e8400-e29b-41d4-a716-446655440002',
    amount: 150.5,
    client: { id: '550e8400-e29b-41d4-a716-446655440000', name: 'John Doe' },
    created_date: '2025-01-20T11:05:00Z',
  },
} as const;
