"""The order of the stages: lift, build, drop invalid examples, update, initialise, plan versions."""
