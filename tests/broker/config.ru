require 'pact_broker'

ENV['RACK_ENV'] = 'production'

run(PactBroker::App.new do |config|
  config.database_url = ENV.fetch('BROKER_DATABASE')
  config.log_dir = ENV.fetch('BROKER_LOGS')
end)
