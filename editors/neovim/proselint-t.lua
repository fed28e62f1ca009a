-- proselint-t in Neovim (0.7 and newer): load it with `dofile` or put it in your `plugin` folder.
--   vim.g.proselint_t_command      the server (default { 'proselint-t', 'server' })
--   vim.g.proselint_t_fix_on_save  apply all safe fixes when a Markdown file is saved (default false)

local NAME = 'proselint-t'
local FIX_ALL = 'source.fixAll.proselint-t'
local TIMEOUT = 10000 -- milliseconds that saving may wait for the fixes

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':h')
  for _, name in ipairs({ '.proselint-t.yaml', 'pyproject.toml', '.git' }) do
    local find = name == '.git' and vim.fn.finddir or vim.fn.findfile
    local found = find(name, folder .. ';')
    if found ~= '' then
      return vim.fn.fnamemodify(found, name == '.git' and ':p:h:h' or ':p:h')
    end
  end
  return folder
end

local clients = {} -- root folder → client; Neovim 0.8 and newer keeps them itself

local function start(config, buffer)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local client = clients[config.root_dir]
  if client == nil or vim.lsp.get_client_by_id(client) == nil then
    client = vim.lsp.start_client(config)
    clients[config.root_dir] = client
  end
  if client ~= nil then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

local function attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  local root = root_of(path ~= '' and path or vim.fn.getcwd() .. '/untitled.md')
  start({
    name = NAME,
    cmd = vim.g.proselint_t_command or { 'proselint-t', 'server' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
  }, buffer)
end

local function fix_all(buffer)
  local first = { line = 0, character = 0 }
  local parameters = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = first, ['end'] = first },
    context = { diagnostics = {}, only = { FIX_ALL } },
  }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', parameters, TIMEOUT)
  for id, answer in pairs(answers or {}) do
    local client = vim.lsp.get_client_by_id(id)
    if client ~= nil and client.name == NAME then
      for _, action in ipairs(answer.result or {}) do
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      end
    end
  end
end

local group = vim.api.nvim_create_augroup('proselint_t', { clear = true })
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'markdown', 'yaml', 'json' },
  callback = function(event)
    attach(event.buf)
  end,
})
vim.api.nvim_create_autocmd('BufWritePre', {
  group = group,
  callback = function(event)
    if vim.g.proselint_t_fix_on_save and vim.bo[event.buf].filetype == 'markdown' then
      fix_all(event.buf)
    end
  end,
})
