"""Room: from a referral to a plan. Assessment, strategy discussion, section 47 enquiry, conference and after."""
