"""What every other room stands on: records, mistakes, files, dates and the folder of an evidence base."""
