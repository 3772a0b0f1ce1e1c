package backendapi

import "context"

// AgentTasksService manages the sessions that agents start for users. See
// https://clerk.com/docs/reference/backend-api.
type AgentTasksService struct{ service }

// Create makes a task: a URL at which an agent starts a session for a user.
func (s *AgentTasksService) Create(ctx context.Context, params CreateAgentTaskParams) (*AgentTask, error) {
	return call[AgentTask](ctx, s, post("/agents/tasks").json(params))
}

// Revoke makes a task useless.
func (s *AgentTasksService) Revoke(ctx context.Context, agentTaskID string) (*AgentTask, error) {
	return call[AgentTask](ctx, s, post("/agents/tasks/{}/revoke", agentTaskID))
}
